"""What is installed in a cluster: the operators it needs, the control plane, a data plane."""
