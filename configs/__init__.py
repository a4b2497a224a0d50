"""What is demanded (frameworks) and commented examples of site files. Data only."""
