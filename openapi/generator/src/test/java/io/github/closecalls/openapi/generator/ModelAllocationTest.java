package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.sun.management.ThreadMXBean;
import io.github.closecalls.json.JsonModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decode and an encode of Close's own models allocate, by the thread's own account. */
class ModelAllocationTest {
  private static final int ROUNDS = 20_000;

  private static final String ANSWER =
      """
      {"_type":"Call","activity_at":"2021-03-04T05:06:07+00:00",\
      "contact_id":"cont_0123456789012345678901234567890123456789012",\
      "created_by":"user_0123456789012345678901234567890123456789012",\
      "created_by_name":"Zoë Example","date_created":"2021-03-04T05:06:08.123000+00:00",\
      "date_updated":"2021-03-04T05:06:08.123000+00:00",\
      "id":"acti_0123456789012345678901234567890123456789012",\
      "lead_id":"lead_0123456789012345678901234567890123456789012",\
      "organization_id":"orga_0123456789012345678901234567890123456789012",\
      "outcome_id":null,"source":"External","status":"completed",\
      "updated_by":"user_0123456789012345678901234567890123456789012",\
      "updated_by_name":"Max Example","user_id":"user_0123456789012345678901234567890123456789012",\
      "user_name":"Zoë Example","users":[]}""";

  private static final String REQUEST =
      """
      {"activity_at":"2021-03-04T05:06:07+00:00",\
      "contact_id":"cont_0123456789012345678901234567890123456789012",\
      "conversation_type_id":"conv_0123456789012345678901234567890123456789012",\
      "created_by_id":"user_0123456789012345678901234567890123456789012",\
      "custom_fields":{"cf_1":"a","cf_2":5},"date_created":"2021-03-04T05:06:07+00:00",\
      "direction":"outbound","duration":153,\
      "lead_id":"lead_0123456789012345678901234567890123456789012","note":"A note on the call",\
      "note_html":"<p>A note on the call</p>",\
      "organization_id":"orga_0123456789012345678901234567890123456789012",\
      "outcome_id":"outcome_0123456789012345678901234567890123456789012","phone":"+15550100",\
      "playbook_id":"playbook_0123456789012345678901234567890123456789012",\
      "quality_info":"good","recording_url":"https://example.com/1.mp3","source":"External",\
      "status":"completed","user_id":"user_0123456789012345678901234567890123456789012",\
      "voicemail_url":"https://example.com/2.mp3"}""";

  private static final GeneratedClient CLIENT = GeneratedClient.of(contract());

  /** Close's contract as it was when the limits were measured: one that is taken in moves none. */
  private static String contract() {
    try {
      return Files.readString(Path.of("..", "compatibility/src/test/resources/calls.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Operation {
    void run() throws IOException;
  }

  private static long bytesPer(Operation operation) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }

  @Test
  void aDecodeAllocatesLittleMoreThanItsValues() throws IOException {
    JsonAdapter<Object> adapter = CLIENT.adapter("CallActivity");
    Buffer json = new Buffer();
    long bytes =
        bytesPer(
            () -> {
              json.writeUtf8(ANSWER);
              var unused = adapter.fromJson(JsonReader.of(json));
            });
    assertTrue(bytes <= 2_300, "A decode allocates " + bytes + " bytes, 2,300 are the limit");
  }

  /** With a text for each name, and an entry of a larger map, it would be 1,600 bytes more. */
  @Test
  void whatIsNotListedIsKeptInOneMap() throws IOException {
    JsonAdapter<Object> adapter = CLIENT.adapter("CallActivity");
    StringBuilder answer = new StringBuilder(ANSWER).deleteCharAt(ANSWER.length() - 1);
    for (int i = 10; i < 26; i++) {
      answer.append(",\"unlisted_").append(i).append("\":true");
    }
    String longer = answer.append('}').toString();
    Buffer json = new Buffer();
    long bytes =
        bytesPer(
            () -> {
              json.writeUtf8(longer);
              var unused = adapter.fromJson(JsonReader.of(json));
            });
    assertTrue(bytes <= 2_900, "A decode allocates " + bytes + " bytes, 2,900 are the limit");
  }

  @Test
  void aModelThatDoesNotDeviateSaysSoAlmostForNothing() throws IOException {
    JsonModel call = (JsonModel) CLIENT.read("CallActivity", ANSWER);
    long bytes = bytesPer(() -> assertTrue(call.deviations().isEmpty()));
    assertTrue(bytes <= 100, "To say so allocates " + bytes + " bytes, 100 are the limit");
  }

  @Test
  void anEncodeAllocatesLittle() throws IOException {
    JsonAdapter<Object> adapter = CLIENT.adapter("CreateCallActivity");
    Object call = CLIENT.read("CreateCallActivity", REQUEST);
    Buffer json = new Buffer();
    long bytes =
        bytesPer(
            () -> {
              adapter.toJson(JsonWriter.of(json), call);
              json.clear();
            });
    assertTrue(bytes <= 1_200, "An encode allocates " + bytes + " bytes, 1,200 are the limit");
  }

  /** What grows with an object: its properties, a text, a list, and what is nested in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1      | ,"#":"text"      | }
          {"a":"      | text # and é     | "}
          {"a":[0     | ,#               | ]}
          {"a":{"b":1 | ,"#":{"c":[1.50]} | }}
          {"users":["user_0" | ,"user_#" | ]}
          """)
  void whatReadingAndWritingAllocateGrowsAsTheJsonDoes(String start, String part, String end)
      throws IOException {
    long few = bytesToReadAndWrite(start, part, end, 100);
    long tenTimes = bytesToReadAndWrite(start, part, end, 1_000);
    long hundredTimes = bytesToReadAndWrite(start, part, end, 10_000);
    // Without what each costs, however small.
    double ratio = (double) (hundredTimes - few) / (tenTimes - few);
    // Tables and buffers that double leave more or less of them free.
    assertTrue(
        ratio < 1.7 * 99 / 9,
        () ->
            "99 times more allocates %.1f times what 9 times more do: %,d, %,d and %,d bytes"
                .formatted(ratio, few, tenTimes, hundredTimes));
  }

  private static long bytesToReadAndWrite(String start, String part, String end, int times)
      throws IOException {
    JsonAdapter<Object> adapter = CLIENT.adapter("CallActivity");
    String json =
        IntStream.range(0, times)
            .mapToObj(i -> part.replace("#", String.valueOf(10_000 + i)))
            .collect(Collectors.joining("", start, end));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (int i = 0; i < 2; i++) { // The first time, classes are loaded and names remembered.
      long before = threads.getCurrentThreadAllocatedBytes();
      String again = adapter.toJson(adapter.fromJson(json));
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertEquals(json, again);
    }
    return bytes;
  }

  @Test
  void theRequestIsWrittenInFull() {
    assertEquals(
        "",
        ExactJson.difference(
            ExactJson.parse(REQUEST),
            ExactJson.parse(CLIENT.roundTrip("CreateCallActivity", REQUEST))));
  }
}
