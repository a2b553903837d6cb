"""What Discord refuses in a request body before anything happens; every problem at once, as 50035.

The checks look only at the body (and, for edits, at what it changes); whether the sender may do it
and whether the things it names exist is decided by the routes.
"""
