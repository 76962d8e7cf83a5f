package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code tools/list} walked page by page in a legacy session. */
final class LegacyCatalog {
  private static final int MOST_PAGES = 1000;

  private LegacyCatalog() {}

  static List<String> names(LegacySession session) {
    var names = new ArrayList<String>();
    Map<String, String> params = Map.of();
    for (int pages = 1; pages <= MOST_PAGES; pages++) {
      Reply reply = session.post().send(LegacySession.request("tools/list", params));
      assertThat(reply.status()).as("%s", reply).isEqualTo(200);
      reply.result().path("tools").forEach(tool -> names.add(tool.path("name").asString("")));
      if (!reply.result().has("nextCursor")) {
        return names;
      }
      params = Map.of("cursor", reply.result().path("nextCursor").asString(""));
    }
    throw new AssertionError("tools/list never ends: " + names.size() + " tools so far");
  }
}
