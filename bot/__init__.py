"""What every capability of Tenet stands on. Importing this package imports nothing else."""

__version__ = "0.1.0"
