"""Moving house: everything of one server in one file, out of one database and into another."""
