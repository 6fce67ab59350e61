"""Sound as data: frames with their format, G.711, resampling, level, speech activity, WAV."""
