"""The front door: settings, command line, assembly; the only place where everything meets."""
