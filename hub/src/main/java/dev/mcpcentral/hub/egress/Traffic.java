package dev.mcpcentral.hub.egress;

/**
 * What has gone through a server's way out since the hub started.
 *
 * @param allowed connections made for it
 * @param refused connections that it asked for in vain because of what its spec declares
 * @param bytesUp bytes sent for it to others
 * @param bytesDown bytes received for it
 */
public record Traffic(long allowed, long refused, long bytesUp, long bytesDown) {
  public static final Traffic NONE = new Traffic(0, 0, 0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(
        allowed + other.allowed,
        refused + other.refused,
        bytesUp + other.bytesUp,
        bytesDown + other.bytesDown);
  }
}
