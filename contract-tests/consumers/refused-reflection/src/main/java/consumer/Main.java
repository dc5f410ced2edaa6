package consumer;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.CallActivity;

public final class Main {
  public static void main(String[] args) {
    // Without our factory Moshi would have to read and write the model by reflection.
    new Moshi.Builder().build().adapter(CallActivity.class);
  }
}
