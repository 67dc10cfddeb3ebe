"""What the program is known to get wrong under the law of replay.

It is drawn only where --known asks for it.  Who mends one of these takes it out of this list.
"""

KNOWN = {
    "mql_at": "who may have entered by a date that was overwritten is in no period of a page and in no audit",
    "not-needed": "a stage that needs no claim is met today by a lead that was not there yet, or the other way round",
    "word": "of a lead that comes back by the history, the current stage claims what the history dates after as-of",
}


class Known:
    def __init__(self, names):
        self.names = set(KNOWN if "all" in names else names)

    def allows(self, name):
        return name not in KNOWN or name in self.names
