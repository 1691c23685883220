"""What the installation needs of a cloud, one package a cloud."""
