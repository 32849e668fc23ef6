package meanwhile_test

import (
	"testing"

	"parley/internal/meanwhile"
)

func TestDo(t *testing.T) {
	begun, asked := make(chan struct{}), make(chan struct{})
	runs := 0
	value := meanwhile.Do(func() int {
		close(begun)
		<-asked // and so it runs while nobody asks
		runs++
		return 7
	})
	<-begun
	close(asked)
	for range 2 {
		if got := value(); got != 7 || runs != 1 {
			t.Errorf("got %d after %d runs", got, runs)
		}
	}
}

func TestPanic(t *testing.T) {
	value := meanwhile.Do(func() int { panic("no value") })
	defer func() {
		if p := recover(); p != "no value" {
			t.Errorf("got %v", p)
		}
	}()
	value()
	t.Error("a value came")
}
