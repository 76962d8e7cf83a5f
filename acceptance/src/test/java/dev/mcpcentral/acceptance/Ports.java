package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for hubs under test, below the range that the kernel gives to outgoing connections: a hub
 * that is killed and started again must find its ports free.
 */
final class Ports {
  private static final int ATTEMPTS = 1000;

  /** None is given twice: it may be a while until somebody listens on it. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  static int free() {
    return ThreadLocalRandom.current()
        .ints(ATTEMPTS, 20_000, 30_000)
        .filter(port -> isFree(port) && GIVEN.add(port))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port between 20000 and 30000"));
  }

  /** The first of {@code count} free ports that follow each other. */
  static int freeInARow(int count) {
    return ThreadLocalRandom.current()
        .ints(ATTEMPTS, 20_000, 30_000 - count)
        .filter(first -> IntStream.range(first, first + count).allMatch(Ports::isFree))
        .filter(first -> IntStream.range(first, first + count).allMatch(GIVEN::add))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + count + " free ports in a row"));
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
