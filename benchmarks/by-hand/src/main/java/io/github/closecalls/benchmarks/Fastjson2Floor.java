package io.github.closecalls.benchmarks;

import com.alibaba.fastjson2.JSON;

/** fastjson2, which writes byte code for the classes that it meets. */
public final class Fastjson2Floor extends PlainContender {
  @Override
  public PlainAnswer readAnswer(byte[] json) {
    return JSON.parseObject(json, PlainAnswer.class);
  }

  @Override
  public byte[] writeAnswer(Object answer) {
    return JSON.toJSONBytes(answer);
  }

  @Override
  public PlainRequest readRequest(byte[] json) {
    return JSON.parseObject(json, PlainRequest.class);
  }

  @Override
  public byte[] writeRequest(Object request) {
    return JSON.toJSONBytes(request);
  }
}
