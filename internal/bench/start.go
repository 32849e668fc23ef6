package main

type startCommand struct{}

func (startCommand) Run() error { return nil }
