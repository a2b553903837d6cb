# Needs, and the seats people take.
initiatives-bad-need = "{ $given }" does not say how many of what. Write a number from 1 to { $most } and what it counts, such as "3 drivers"; leave out what you no longer need.
initiatives-need-too-long = "{ $given }" is longer than { $longest } characters. Say it in two or three words; the rest fits into the description.
initiatives-too-many-needs = That is more than { $most } different needs, too many to choose from. Put some of them together.
initiatives-need-twice = "{ $name }" is there twice. Keep one line for it, with the number that holds.
