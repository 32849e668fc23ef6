package export

import (
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

// smallWindow is zstd that looks back no further than a page is long. The usual
// window is 8 MB, which as history of an encoder takes more than all rows of a group.
type smallWindow struct {
	compress.Codec
	encoder *zstd.Encoder
}

func compressed() (parquet.WriterOption, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(pageBytes),
		zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true), zstd.WithEncoderCRC(false))
	return parquet.Compression(smallWindow{&parquet.Zstd, encoder}), err
}

func (w smallWindow) Encode(dst, src []byte) ([]byte, error) {
	return w.encoder.EncodeAll(src, dst[:0]), nil
}
