"""Nothing is stored here: what /setup shows stands in the tables of others."""
