package shingle

// sampleUntil is up to how many runs all of a text are taken.
const sampleUntil = 96

// Of a longer text every second, fourth and at most eighth run is taken, and of
// one that would still have more than sampleMost, fewer.
const (
	sparsest   = 8
	sampleMost = 4096
)

// Sample is the runs by which a text is looked for: one in Rarity, by their hash. What is taken depends on the run and not on the text around it, so
// two texts that share s runs have one of them in both samples but for once in
// (1-1/r)^-s pairs, r being the greater rarity of the two (A. Broder, "On the
// resemblance and containment of documents", 1997, section 3: modulo m sketches).
// Short texts are taken densely because they can share only few.
func (s Set) Sample() Set {
	rarity := uint32(s.Rarity())
	taken := Set{}
	for _, run := range s {
		if mixed(run)%rarity == 0 {
			taken = append(taken, run)
		}
	}
	return taken
}

// mixed spreads hashes whose low bits follow those of the words: of a table of
// numbers nearly all runs could be taken, or none. The constants are those of
// MurmurHash3's finalizer (A. Appleby, public domain).
func mixed(run uint32) uint32 {
	run ^= run >> 16
	run *= 0x85ebca6b
	run ^= run >> 13
	run *= 0xc2b2ae35
	return run ^ run>>16
}

// Rarity is of how many runs one is taken into the sample: a power of two, so
// that a sparser sample is part of a denser one.
func (s Set) Rarity() int { return RarityOf(len(s)) }

// RarityOf is the rarity of a text with that many runs.
func RarityOf(runs int) int {
	rarity := 1
	for rarity < sparsest && runs > sampleUntil*rarity || runs > sampleMost*rarity {
		rarity *= 2
	}
	return rarity
}
