package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LessonsTest {
  private static final ServerName FETCH = new ServerName("fetch");

  @TempDir Path home;

  @Test
  void aNewDestinationIsOnDiskAtOnce() {
    try (Lessons lessons = new Lessons(home.resolve("egress"))) {
      lessons.of(FETCH).of(to("api.example.com:443"));
      // Another hub reads what is there although this one has not ended.
      try (Lessons after = new Lessons(home.resolve("egress"))) {
        assertThat(after.all().get(FETCH))
            .containsExactly(new Asked("api.example.com", 443, Traffic.NONE));
      }
    }
  }

  @Test
  void countsGoOnAfterARestart() {
    try (Lessons first = new Lessons(home)) {
      first.of(FETCH).of(to("api.example.com:443")).orElseThrow().allowed.increment();
      first.of(FETCH).of(to("[2606:4700::1]:443")).orElseThrow().bytesUp.add(7);
    }
    try (Lessons second = new Lessons(home)) {
      second.of(FETCH).of(to("api.example.com:443")).orElseThrow().allowed.increment();
      assertThat(second.all().get(FETCH))
          .containsExactly(
              new Asked("[2606:4700:0:0:0:0:0:1]", 443, new Traffic(0, 0, 7, 0)),
              new Asked("api.example.com", 443, new Traffic(2, 0, 0, 0)));
    }
  }

  @Test
  void aNameThatWasOnlyLookedUpHasNoPort() {
    try (Lessons lessons = new Lessons(home)) {
      Lesson lesson = lessons.of(FETCH);
      lesson.lookedUp(new Host.Name("db.example.com"));
      lesson.lookedUp(new Host.Name("api.example.com"));
      lesson.of(to("api.example.com:443"));
      assertThat(lesson.asked())
          .extracting(Asked::toString)
          .containsExactly("api.example.com:443", "db.example.com");
      assertThat(lesson.asked()).noneMatch(Asked::proposed);
    }
  }

  @Test
  void destinationsAreBounded() {
    try (Lessons lessons = new Lessons(home)) {
      Lesson lesson = lessons.of(FETCH);
      for (int port = 1; port <= Lesson.MAX_DESTINATIONS; port++) {
        assertThat(lesson.of(to("a.example:" + port))).isPresent();
      }
      assertThat(lesson.full()).isFalse();
      assertThat(lesson.of(to("b.example:1"))).isEmpty();
      assertThat(lesson.full()).isTrue();
      assertThat(lesson.of(to("a.example:1"))).isPresent();
      assertThat(lesson.asked()).hasSize(Lesson.MAX_DESTINATIONS);
    }
  }

  @Test
  void namesThatAreMadeUpLeaveRoom() {
    try (Lessons lessons = new Lessons(home)) {
      Lesson lesson = lessons.of(FETCH);
      for (int i = 0; i < Lesson.MAX_DESTINATIONS; i++) {
        lesson.lookedUp(new Host.Name("x" + i + ".example.com"));
      }
      assertThat(lesson.full()).isTrue();
      assertThat(lesson.of(to("api.example.com:443"))).isPresent();
    }
  }

  @Test
  void aFileThatIsNotOursIsLeftAlone() throws Exception {
    Path broken = Files.writeString(home.resolve("fetch.json"), "{\"asked\":[{\"host\":\"a b\"}]}");
    Files.writeString(home.resolve("Not a name.json"), "{}");
    Files.writeString(home.resolve("other.json"), "{");
    try (Lessons lessons = new Lessons(home)) {
      assertThat(lessons.all()).isEmpty();
    }
    assertThat(broken).hasContent("{\"asked\":[{\"host\":\"a b\"}]}");
  }

  private static Destination to(String text) {
    return Destination.parse(text, OptionalInt.empty()).orElseThrow();
  }
}
