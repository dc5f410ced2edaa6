package consumer;

import com.google.maps.GeoApiContext;
import io.github.closecalls.consumers.ClassPath;

public final class Main {
  public static void main(String[] args) throws Exception {
    ClassPath.checkVersions("kotlin-stdlib", "okio-jvm");
    // Makes its OkHttpClient, as it will in an application that uses both.
    new GeoApiContext.Builder().apiKey("AIzaConsumer").build().close();
    LogOneCall.main(args);
  }
}
