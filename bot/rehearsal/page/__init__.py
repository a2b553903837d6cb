"""The page in the browser: be anyone, move time, make Discord misbehave, and see what comes."""
