"""The stewards' weekly digest."""
