package io.github.closecalls.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyNamesTest {
  private final PropertyNames names = new PropertyNames(JsonReader.Options.of("id", "status"));

  /** Reads the names of an object as a generated adapter does. */
  private List<String> read(List<String> inJson) throws IOException {
    Buffer json = new Buffer();
    JsonWriter writer = JsonWriter.of(json);
    writer.beginObject();
    for (String name : inJson) {
      writer.name(name).value(1);
    }
    writer.endObject();
    return read(json);
  }

  private List<String> read(Buffer json) throws IOException {
    List<String> read = new ArrayList<>();
    JsonReader reader = JsonReader.of(json);
    reader.beginObject();
    JsonReader.Options known = names.known();
    while (reader.hasNext()) {
      int index = reader.selectName(known);
      read.add(names.isListed(index) ? known.strings().get(index) : names.other(index, reader));
      assertEquals("$." + read.get(read.size() - 1), reader.getPath());
      reader.skipValue();
    }
    reader.endObject();
    return read;
  }

  @Test
  void listedNamesAreTold() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of("status", "other", "id"), read(List.of("status", "other", "id")));
    }
    assertTrue(names.isListed(0) && names.isListed(1), "The contract lists two names");
    assertFalse(names.isListed(2) || names.isListed(-1), "The contract lists no more");
  }

  @Test
  void anotherNameIsTheSameTextFromTheSecondObjectOn() throws IOException {
    String first = read(List.of("other")).get(0);
    assertSame(first, read(List.of("id", "other")).get(1));
  }

  @Test
  void noMoreNamesAreRememberedThanAFew() throws IOException {
    for (int i = 0; i < 50; i++) {
      int from = 100 * i;
      List<String> many = IntStream.range(from, from + 100).mapToObj(n -> "name" + n).toList();
      assertEquals(many, read(many));
    }
    assertEquals(2 + 64, names.known().strings().size(), "Remember 64 names and no more");
    assertSame(read(List.of("name0")).get(0), read(List.of("name0")).get(0));
    assertNotSame(read(List.of("name4000")).get(0), read(List.of("name4000")).get(0));
  }

  @Test
  void aLongNameIsNotRemembered() throws IOException {
    String name = "n".repeat(65);
    assertEquals(List.of(name), read(List.of(name)));
    assertEquals(List.of(name), read(List.of(name)));
    assertEquals(2, names.known().strings().size(), "Forget a name of 65 characters");
  }

  /** As UTF-8, half of a surrogate pair is a question mark. */
  @ParameterizedTest
  @ValueSource(
      strings = {"?", "\\ud800", "\\udc00?", "\\u003f", "\\u0069d", "\\\\", "\\\"", "é", "", " "})
  void aNameIsReadAsItIsWrittenWhateverWasReadBefore(String escaped) throws IOException {
    String expected = read(object(escaped)).get(0);
    for (String other : List.of("?", "\\ud800", "é", "\\\"", "", "i", "idd", escaped)) {
      read(object(other));
    }
    assertEquals(List.of(expected), read(object(escaped)));
  }

  private static Buffer object(String escapedName) {
    return new Buffer().writeUtf8("{\"" + escapedName + "\":1}");
  }

  @Test
  void threadsThatMeetNamesAtTheSameTimeReadTheRightOnes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int step = 1 + 2 * t;
        readers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    int from = i * step;
                    List<String> some =
                        List.of("a" + from % 97, "status", "b" + from % 53, "id", "a" + i);
                    assertEquals(some, read(some));
                  }
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
