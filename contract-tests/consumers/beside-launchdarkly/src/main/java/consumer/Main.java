package consumer;

import com.launchdarkly.eventsource.EventSource;
import java.net.URI;

public final class Main {
  public static void main(String[] args) throws Exception {
    // Makes its OkHttpClient, as it will in an application that uses both.
    new EventSource.Builder(URI.create("https://example.com/events")).build().close();
    LogOneCall.main(args);
  }
}
