"""The page on which a learner trains networks on memory tasks."""
