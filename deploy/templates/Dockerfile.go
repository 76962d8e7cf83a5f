# A server in Go, compiled to one static binary.
# 'mcp-central dockerize NAME --output DIR' fills this in and puts program/, lock/ and sbom/ beside it. Everything was
# fetched before, as lock/ says: nothing is downloaded and nothing runs while it is built, and no build tool gets in.
FROM @BASE@

LABEL @LABELS@

# /app with the program, and /etc/passwd with the user 'mcp' (uid 1001); all of it belongs to root.
COPY program/ /
COPY sbom/ /usr/share/sbom/

ENV GOVERNANCE_LOG_LEVEL=info \
    HOME=/tmp

WORKDIR /app
USER 1001:1001

# Asks whether the main process is there, without a shell: a stdio server has no address to ask.
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD ["/usr/lib/mcp/alive"]

CMD @COMMAND@
