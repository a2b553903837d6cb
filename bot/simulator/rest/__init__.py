"""/api/v10: a module per resource. Importing one registers its routes."""
