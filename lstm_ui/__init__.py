"""Engine results made into pictures: payloads, components, settings, lessons."""
