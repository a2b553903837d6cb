"""Values become things people do together: proposals, places, and who takes them."""
