package dev.mcpcentral.hub.image;

import java.nio.file.Path;

/** A folder with a {@code go.mod}, compiled where it is; its {@code go.sum} is its lock. */
record GoProject(GoFetcher go) implements Project {
  @Override
  public Program install(Path folder, Fetcher.Order order) {
    String step = "compiling dir:" + folder;
    order.progress().step(step);
    go.compile(
        folder,
        go.mainPackage(folder, go.mainModule(folder)),
        order.app().resolve(GoFetcher.BINARY),
        step);
    return Program.of(order.version(), Language.GO, GoFetcher.BINARY);
  }
}
