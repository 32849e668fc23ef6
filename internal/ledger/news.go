package ledger

import "sync"

// news wakes those who follow a workspace when this process has recorded
// something in it. Other processes write too, so a follower also looks by itself
// from time to time.
type news struct {
	mu    sync.Mutex
	awake map[string]chan struct{} // closed, and forgotten, at the next write
}

func (n *news) next(workspace string) <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.awake == nil {
		n.awake = map[string]chan struct{}{}
	}
	if n.awake[workspace] == nil {
		n.awake[workspace] = make(chan struct{})
	}
	return n.awake[workspace]
}

func (n *news) tell(workspace string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if waiting := n.awake[workspace]; waiting != nil {
		close(waiting)
		delete(n.awake, workspace)
	}
}

// News is closed when this process next records something in the workspace. To
// miss nothing, ask for it before reading what is there.
func (l *Ledger) News(workspace string) <-chan struct{} { return l.news.next(workspace) }
