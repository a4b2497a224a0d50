"""Where this program may connect: the one decision, and the names and addresses it is taken on."""
