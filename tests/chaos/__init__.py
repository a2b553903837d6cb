"""A community that lives on while everything around it breaks, and what must hold afterwards."""
