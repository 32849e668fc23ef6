package anchor

// Op says what happened to a stretch of text.
type Op string

const (
	Kept    Op = "kept"
	Removed Op = "removed"
	Added   Op = "added"
)

// Edit is one stretch of the difference between two texts. What is kept and
// removed makes the old text in its order, what is kept and added the new one.
type Edit struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// maxTable bounds the work of one comparison. Texts that differ by more than
// about 500 words in a row are shown as replaced there.
const maxTable = 1_000_000

// WordDiff tells by which words two texts differ: as few as can be, where what
// was removed comes before what stands there now. Characters of scripts that do
// not part words, signs and blanks are compared one by one.
func WordDiff(old, new string) []Edit {
	a, b := tokens(old), tokens(new)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var d diff
	d.add(Kept, a[:head]...)
	d.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	d.add(Kept, a[len(a)-tail:]...)
	return d.finish()
}

// middle compares what lies between the common ends.
func (d *diff) middle(a, b []string) {
	if len(a)*len(b) > maxTable {
		d.add(Removed, a...)
		d.add(Added, b...)
		return
	}
	t := newCommon(a, b)
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			d.add(Kept, a[i])
			i, j = i+1, j+1
		case t.at(i+1, j) >= t.at(i, j+1):
			d.add(Removed, a[i])
			i++
		default:
			d.add(Added, b[j])
			j++
		}
	}
	d.add(Removed, a[i:]...)
	d.add(Added, b[j:]...)
}

// common is the table of the lengths of the longest common subsequences of all
// ends of two lists of tokens.
type common struct {
	width   int
	lengths []int32
}

func newCommon(a, b []string) common {
	t := common{width: len(b) + 1, lengths: make([]int32, (len(a)+1)*(len(b)+1))}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best := max(t.at(i+1, j), t.at(i, j+1))
			if a[i] == b[j] {
				best = t.at(i+1, j+1) + 1
			}
			t.lengths[i*t.width+j] = best
		}
	}
	return t
}

func (t *common) at(i, j int) int32 { return t.lengths[i*t.width+j] }
