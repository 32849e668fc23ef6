package anchor

// bestStretch is the slow reference for what comes close to a quote: the table
// of Sellers (1980) over the text as it is stored, cell by cell. It gives the
// share of the quote's characters that survive in the best stretch of the text.
func bestStretch(text, quote []rune) float64 {
	column := firstColumn(len(quote))
	least := column[len(quote)]
	for _, r := range text {
		sellersStep(column, quote, r)
		least = min(least, column[len(quote)])
	}
	return 1 - float64(least)/float64(len(quote))
}

func firstColumn(length int) []int32 {
	column := make([]int32, length+1)
	for i := range column {
		column[i] = int32(i)
	}
	return column
}

func sellersStep(column []int32, quote []rune, r rune) {
	diagonal := column[0]
	for i, q := range quote {
		cost := diagonal
		if q != r {
			cost++
		}
		diagonal = column[i+1]
		column[i+1] = min(cost, column[i]+1, diagonal+1)
	}
}
