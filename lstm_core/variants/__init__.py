"""Close relatives of the LSTM and the GRU, each written as plainly as its equations."""
