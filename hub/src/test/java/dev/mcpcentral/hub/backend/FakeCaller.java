package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client that remembers what it is told and asked, and answers in the way that a test wants. */
final class FakeCaller implements Caller {
  List<String> noting = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<Members> bodies = new CopyOnWriteArrayList<>();
  Function<String, ClientAnswer> answering = ClientAnswer::unsupported;
  Consumer<Runnable> cancelling = action -> {};

  @Override
  public void notify(String method, Slice params) {
    noting.add(method + " " + params.text());
  }

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    asked.add(method + " " + params.text());
    bodies.add(body);
    return answering.apply(method);
  }

  @Override
  public void onCancel(Runnable action) {
    cancelling.accept(action);
  }
}
