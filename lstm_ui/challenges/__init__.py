"""Goals that a learner reaches by operating on a network, checked on hidden sequences."""
