package dev.mcpcentral.hub.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameAnswerTest {
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int TXT = 16;
  private static final int HTTPS = 65;

  private final List<Host.Name> asked = new ArrayList<>();
  private final NameAnswer answers =
      new NameAnswer(
          InetAddress.ofLiteral("172.18.0.1"),
          name -> {
            asked.add(name);
            return name.text().equals("api.example.com");
          });

  @Test
  void aPermittedNameIsTheGateway() {
    assertThat(answer(question("api.example.com", A)))
        .isEqualTo(
            "1234 8580 0001 0001 0000 0000"
                + " 03617069 076578616d706c65 03636f6d 00 0001 0001"
                + " c00c 0001 0001 0000003c 0004 ac120001");
  }

  @Test
  void theQuestionIsRepeatedAsItWasWritten() {
    byte[] question = question("aPi.eXample.com", A);
    byte[] answer = answers.to(question).orElseThrow();
    assertThat(Arrays.copyOfRange(answer, 12, question.length))
        .isEqualTo(Arrays.copyOfRange(question, 12, question.length));
    assertThat(asked).containsExactly(new Host.Name("api.example.com"));
  }

  @ParameterizedTest
  @ValueSource(ints = {AAAA, TXT, HTTPS})
  void itHasNothingButThatAddress(int type) {
    assertThat(answer(question("api.example.com", type))).startsWith("1234 8580 0001 0000 0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "c2VjcmV0.api.example.com",
        "com",
        "api.example.com.evil.example",
        "10.0.0.5",
        "0x7f.1",
        "api\0.example.com",
        "api example.com"
      })
  void everyOtherNameDoesNotExist(String name) {
    assertThat(answer(question(name, A))).startsWith("1234 8583 0001 0000 0000");
  }

  @Test
  void aDotWithinALabelIsNoDot() {
    byte[] question = question("api_example.com", A);
    question[12 + 4] = '.';
    assertThat(answer(question)).startsWith("1234 8583 0001 0000 0000");
    assertThat(asked).isEmpty();
  }

  @Test
  void theRootDoesNotExist() {
    assertThat(answer(question("", A))).startsWith("1234 8583 0001 0000 0000");
  }

  @Test
  void anAnswerIsNotAnswered() {
    byte[] question = question("api.example.com", A);
    question[2] = (byte) 0x85;
    assertThat(answers.to(question)).isEmpty();
    assertThat(answers.to(new byte[11])).isEmpty();
  }

  @Test
  void otherOperationsAndClassesAreRefused() {
    byte[] update = question("api.example.com", A);
    update[2] = 0x28;
    assertThat(answer(update)).startsWith("1234 8484 0000 0000");
    byte[] chaos = question("api.example.com", A);
    chaos[chaos.length - 1] = 3;
    assertThat(answer(chaos)).startsWith("1234 8585 0001 0000");
  }

  @Test
  void pointersAndLongNamesAreMalformed() {
    byte[] pointer = question("api.example.com", A);
    pointer[12] = (byte) 0xc0;
    assertThat(answer(pointer)).startsWith("1234 8581 0000 0000");
    String label = "a".repeat(63);
    String tooLong = String.join(".", label, label, label, label, label);
    assertThat(answer(question(tooLong, A))).startsWith("1234 8581 0000 0000");
    byte[] two = question("api.example.com", A);
    two[5] = 2;
    assertThat(answer(two)).startsWith("1234 8581 0000 0000");
  }

  @Test
  void noMessageIsTooBrokenToBeAnswered() {
    Random random = new Random(5);
    byte[] whole = question("api.example.com", A);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int j = random.nextInt(4); j > 0 && broken.length > 0; j--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      answers.to(broken).ifPresent(answer -> assertThat(answer.length).isBetween(12, 600));
    }
  }

  /** In hexadecimal digits, spaced like a message. */
  private String answer(byte[] question) {
    String all = HexFormat.of().formatHex(answers.to(question).orElseThrow());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 24; i += 4) {
      text.append(i == 0 ? "" : " ").append(all, i, i + 4);
    }
    String rest = all.substring(24);
    return rest.equals(EXAMPLE) ? text + EXAMPLE_SPACED : text + rest;
  }

  private static final String EXAMPLE_SPACED =
      " 03617069 076578616d706c65 03636f6d 00 0001 0001 c00c 0001 0001 0000003c 0004 ac120001";
  private static final String EXAMPLE = EXAMPLE_SPACED.replace(" ", "");

  static byte[] question(String name, int type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.isEmpty() ? new String[0] : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(ISO_8859_1));
    }
    bytes.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return bytes.toByteArray();
  }
}
