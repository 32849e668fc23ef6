package picture

// font is a size and weight of text, and the class the style gives it.
type font struct {
	class string
	size  int
	bold  bool
	ink   string
}

var (
	heading = font{"heading", 20, true, "ink"}
	strong  = font{"strong", 13, true, "ink"}
	plain   = font{"plain", 13, false, "ink"}
	quiet   = font{"quiet", 13, false, "muted"}
	small   = font{"small", 11, false, "muted"}
	label   = font{"label", 11, true, "ink"}

	fonts = []font{heading, strong, plain, quiet, small, label}
)

// line is the height of one line: room for the tall marks of Arabic and for
// letters that hang below.
func (f font) line() int { return (f.size*4 + 2) / 3 }

// width estimates the pixels of a text, rather too many than too few: a server
// does not know the reader's fonts.
func (f font) width(s string) int { return f.pixels(advances(s)) }

// pixels is the width of thousandths of the font size.
func (f font) pixels(thousandths int) int {
	if f.bold {
		thousandths += thousandths / 8
	}
	return (thousandths*f.size + 999) / 1000
}

func advances(s string) (sum int) {
	for _, r := range s {
		sum += advance(r)
	}
	return sum
}
