package dev.mcpcentral.hub.engine;

import dev.mcpcentral.protocol.http.BodyFraming;
import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request to a view of the engine, checked.
 *
 * @param name of the container or image asked for, empty where none is
 * @param parameters decoded; only those that {@code what} takes
 * @param headOnly whether the answer has no body
 */
record ViewRequest(Shown what, String name, Map<String, String> parameters, boolean headOnly) {
  private static final Pattern VERSION = Pattern.compile("/v1\\.\\d{1,2}(?=/)");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.:@-]+)+");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");
  private static final Pattern QUERY =
      Pattern.compile("([A-Za-z0-9_.~*!'()+=&:,/-]|%[0-9A-Fa-f]{2})*");

  static ViewRequest of(RequestHead head) throws ViewRefusal {
    boolean headOnly = head.method().equals("HEAD");
    if (!headOnly && !head.method().equals("GET")) {
      throw refused("this is a read-only view of the engine: only GET and HEAD are answered");
    }
    checkNothingElse(head);
    String target = head.target();
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (!PATH.matcher(path).matches() || DOTS.matcher(path).find()) {
      throw new ViewRefusal(400, "the path is not one of the engine's");
    }
    String plain = VERSION.matcher(path).replaceFirst("");
    for (Shown shown : Shown.values()) {
      Optional<String> name = shown.match(plain);
      if (name.isPresent()) {
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return new ViewRequest(shown, name.get(), parameters(shown, query), headOnly);
      }
    }
    throw refused("this view of the engine does not show " + plain);
  }

  /** The query for the engine; with its leading question mark unless it is empty. */
  String query() {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) ->
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }

  /** No body, and no change to another protocol, which is how attach and exec begin. */
  private static void checkNothingElse(RequestHead head) throws ViewRefusal {
    try {
      boolean body =
          switch (head.framing()) {
            case BodyFraming.None() -> false;
            case BodyFraming.Length(long bytes) -> bytes > 0;
            case BodyFraming.Chunked() -> true;
          };
      if (body) {
        throw new ViewRefusal(400, "a question to this view has no body");
      }
    } catch (MalformedHeadException e) {
      throw new ViewRefusal(400, String.valueOf(e.getMessage()));
    }
    if (!head.values("Upgrade").isEmpty()) {
      throw refused("this view of the engine speaks plain HTTP only");
    }
  }

  private static Map<String, String> parameters(Shown shown, String query) throws ViewRefusal {
    Map<String, String> found = new LinkedHashMap<>();
    if (!QUERY.matcher(query).matches()) {
      throw new ViewRefusal(400, "the query is malformed");
    }
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (!shown.takes(name, value)) {
        throw refused("this view of the engine does not take " + name + " with this value");
      }
      if (found.put(name, value) != null) {
        throw new ViewRefusal(400, "a parameter is there twice");
      }
    }
    // The engine would read every file of every container; clients can do without the answer.
    found.remove("size");
    return found;
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  private static ViewRefusal refused(String message) {
    return new ViewRefusal(403, message);
  }
}
