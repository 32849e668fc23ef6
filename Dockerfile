# A static binary in an image with nothing else, run by a user without rights.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY internal/intake/nodates/ internal/intake/nodates/
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/parley . && mkdir /out/data

FROM scratch
COPY --from=build /out/parley /parley
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV PARLEY_DB=/data/parley.db
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/parley", "health"]
# Until there are access keys the server listens on loopback only: run it with
# --network host, or beside a proxy that checks access.
ENTRYPOINT ["/parley"]
CMD ["serve"]
