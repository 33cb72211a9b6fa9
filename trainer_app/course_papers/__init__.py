"""Papers of a course besides its certificates: letters, badges, the sheet to sign, labels and envelopes."""
