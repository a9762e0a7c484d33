-- Raises jobs. Each answer brings the token for the next call; the first ones are given.
local tokens = {}

function init(arguments)
  tokens = arguments
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  wrk.headers["X-CSRF-Token"] = table.remove(tokens)
  return wrk.format("POST", wrk.path, nil, '{"action":"create","job_title":"Boiler repair","job_description":"No hot water since this morning.","priority_id":3,"status_id":1,"job_type_id":3,"address_id":1,"contractor_budget":120.50,"vat_percentage":20,"access_details":"Key safe by the door."}')
end

function response(status, headers)
  local token = headers["X-CSRF-Token"]
  if token then table.insert(tokens, token) end
end
