"""Any number of a run, taken apart on cards that stand side by side."""
