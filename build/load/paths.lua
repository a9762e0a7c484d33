-- Asks for the paths that are given, one after the other.
local paths, at = {}, 0

function init(arguments)
  paths = arguments
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
