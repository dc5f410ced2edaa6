package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;

/** What is kept of an answer, and shown of a text. */
class AnswerTest {
  @Test
  void anAnswerThatBreaksOffIsKeptTogetherWithTheCause() {
    IOException broken = new IOException("broken");
    ForwardingSource source =
        new ForwardingSource(new Buffer().writeUtf8("{\"id\": ")) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            if (read == -1) {
              throw broken;
            }
            return read;
          }
        };
    Answer answer = StubAnswer.of(200, ResponseBody.create(Okio.buffer(source), null, -1));
    assertEquals("{\"id\": ", answer.text(), "keep what came");
    assertSame(broken, answer.failure(), "keep why no more came");
  }

  @Test
  void aLineIsShortenedOnlyWhereItIsTooLong() {
    assertEquals("12345", Answer.line("12345", 5));
    assertEquals("12345...", Answer.line("123456", 5));
  }
}
