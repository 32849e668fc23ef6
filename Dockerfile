# Two images of one static binary. The default has nothing beside it; the target
# tools has PostgreSQL's client programs, for backup and restore of such a database.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY internal/intake/nodates/ internal/intake/nodates/
RUN go mod download
COPY . .
# The compiler's cache outlives a build, so that an update compiles what is new.
RUN --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/parley . && \
    mkdir /out/data

FROM postgres:17-bookworm AS tools
COPY --from=build /out/parley /usr/local/bin/parley
USER postgres
ENTRYPOINT ["/usr/local/bin/parley"]
CMD ["--help"]

FROM scratch
COPY --from=build /out/parley /parley
# By these, issuers of tokens and collectors of traces are believed.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# Data, and what large workbooks put aside while they are written.
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 --chmod=1777 /out/data /tmp
USER 65532:65532
ENV PARLEY_DB=/data/parley.db
VOLUME /data
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["/parley", "health"]
# It listens on the container's own loopback until it is told otherwise, and on
# other addresses only once there is a key: docs/operations.md has the commands.
ENTRYPOINT ["/parley"]
CMD ["serve"]
