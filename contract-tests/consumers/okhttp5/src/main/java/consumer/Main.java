package consumer;

import io.github.closecalls.CloseClient;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;

public final class Main {
  public static void main(String[] args) throws Exception {
    if (!OkHttp.VERSION.equals("5.5.1")) {
      throw new AssertionError("The OkHttp on the path should be 5.5.1 but is " + OkHttp.VERSION);
    }
    LogOneCall.with(CloseClient.builder().httpClient(new OkHttpClient()));
  }
}
