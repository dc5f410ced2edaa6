package io.github.closecalls.benchmarks;

import com.dslplatform.json.CompiledJson;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;

/** A request as fields, named as in JSON; null is left out. */
@CompiledJson(objectFormatPolicy = CompiledJson.ObjectFormatPolicy.MINIMAL)
public final class PlainRequest {
  public OffsetDateTime activity_at;
  public String contact_id;
  public String conversation_type_id;
  public String created_by_id;
  public Map<String, Object> custom_fields;
  public OffsetDateTime date_created;
  public String direction;
  public Long duration;
  public String lead_id;
  public String note;
  public String note_html;
  public String organization_id;
  public String outcome_id;
  public String phone;
  public String playbook_id;
  public String quality_info;
  public URI recording_url;
  public String source;
  public String status;
  public String user_id;
  public URI voicemail_url;
}
