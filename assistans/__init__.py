"""The ground: settings, users, the event log, Swedish formatting, the services the rest stands on."""
