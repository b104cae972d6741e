-- From the cells' pages, one after another, to one page: the code of each cell folded below its first sentence, long
-- tables folded, settings and effort folded as what made it, links that lead inside turned into such.
-- Run by scripts/build-notebook-page, which names the folder of the code in NOTEBOOKS.

local longest = 14 -- rows of a table that is shown unfolded

local function html(text) return pandoc.RawBlock("html", text) end

local function escaped(text) return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")) end

local function read(path)
  local file = assert(io.open(path, "r"), path .. " cannot be read")
  local text = file:read("a")
  file:close()
  return text
end

local function cell_of(header)
  local name = pandoc.utils.stringify(header.content):match("^(%d%d%-[%w%-]+):")
  return name
end

-- Pages lie in paper/cells, the one page in paper.
local function target(link)
  if link:match("^%a+://") or link:match("^#") then return link end
  local page = link:match("^(%d%d%-[%w%-]+)%.md$")
  if page then return "#" .. page end
  return (link:gsub("^%.%./", ""))
end

local function folded(summary, blocks)
  local list = pandoc.List({ html("<details><summary>" .. summary .. "</summary>") })
  list:extend(blocks)
  list:insert(html("</details>"))
  return list
end

local function rows(block)
  local count = 0
  for _, body in ipairs(block.bodies) do count = count + #body.body end
  return count
end

local function table_blocks(block)
  local wide = { html('<div class="table">'), block, html("</div>") }
  local count = rows(block)
  return count > longest and folded("Table of " .. count .. " rows", wide) or wide
end

-- A figure of several panels is not squeezed onto a phone, but can be pushed sideways; a small one is not blown up.
local function sized(image)
  local width = tonumber(read(image.src):match('viewBox="%d+ %d+ (%d+) %d+"'))
  if not width then return end
  if width > 450 then
    image.classes:insert("wide")
  else
    image.attributes.style = "max-width:" .. math.floor(1.5 * width) .. "px"
  end
end

-- The caption stands below the figure again, in italics; the heading above the figures says nothing.
local function figure(image, caption)
  image.src = target(image.src)
  sized(image)
  -- For whom does not see the figure the caption is read once.
  image.caption = pandoc.Inlines({ pandoc.Str("Figure") })
  return { html("<figure>"), pandoc.Plain({ image }), html("<figcaption>"), pandoc.Plain(caption), html("</figcaption></figure>") }
end

local function single(block, kind)
  return block and (block.t == "Para" or block.t == "Plain") and #block.content == 1 and block.content[1].t == kind
    and block.content[1]
end

local function body(blocks)
  local out = pandoc.List()
  local index = 1
  while index <= #blocks do
    local block = blocks[index]
    local image = single(block, "Image")
    if image then
      local caption = single(blocks[index + 1], "Emph")
      out:extend(figure(image, caption and caption.content or image.caption))
      if caption then index = index + 1 end
    elseif block.t == "Table" then
      out:extend(table_blocks(block))
    elseif not (block.t == "HorizontalRule" or (block.t == "Header" and pandoc.utils.stringify(block) == "Figures")) then
      out:insert(block)
    end
    index = index + 1
  end
  return out
end

-- A cell: its blocks up to "Settings" are shown; what follows says what made them.
local function cell(name, header, blocks)
  local title = pandoc.utils.stringify(header.content):match("^[^:]+:%s*(.*)$")
  local shown, made = pandoc.List(), pandoc.List()
  local list = shown
  for _, block in ipairs(blocks) do
    if block.t == "Header" then
      if pandoc.utils.stringify(block) == "Settings" then list = made end
      block.level = block.level + 1
      block.identifier = name .. "-" .. block.identifier
    end
    list:insert(block)
  end
  local out = pandoc.List({ html('<section id="' .. name .. '"><h2><a href="#' .. name .. '">' .. name:sub(1, 2) .. "</a> "
    .. escaped(title) .. "</h2>") })
  -- The sentence of result first, then the code, then all else.
  out:extend(body({ shown[1] }))
  out:extend(folded("Code: <code>notebooks/" .. name .. ".swift</code>", {
    pandoc.CodeBlock(read(os.getenv("NOTEBOOKS") .. "/" .. name .. ".swift"), pandoc.Attr("", { "swift" })),
  }))
  shown:remove(1)
  out:extend(body(shown))
  out:extend(folded("What made it: settings, files, commands", body(made)))
  out:insert(html("</section>"))
  return out
end

-- What this cell says stands above all.
local concluding = "10-conclusion"
local contents, result = {}, nil

function Pandoc(document)
  local out = pandoc.List()
  local name, header, blocks
  local function finish()
    if not name then return end
    if name ~= concluding then
      out:extend(cell(name, header, blocks))
      return
    end
    result = pandoc.Para(single(blocks[1], "Strong") and blocks[1].content[1].content or blocks[1].content)
    result.content:insert(pandoc.RawInline("html", ' <a href="#' .. name .. '">More.</a>'))
    out:extend(cell(name, header, blocks))
  end
  for _, block in ipairs(document.blocks) do
    local found = block.t == "Header" and block.level == 1 and cell_of(block)
    if found then
      finish()
      name, header, blocks = found, block, pandoc.List()
      local title = pandoc.utils.stringify(block.content):match("^[^:]+:%s*(.*)$")
      contents[#contents + 1] = '<li><a href="#' .. found .. '">' .. escaped(title) .. "</a></li>"
    elseif name then
      blocks:insert(block)
    end
  end
  finish()
  assert(#contents > 0, "the pages name no cell")
  document.meta.result = result and pandoc.MetaBlocks({ result })
  document.meta.contents = pandoc.MetaBlocks({ html(table.concat(contents, "\n")) })
  document.blocks = out
  return document
end

return {
  { Link = function(link)
      link.target = target(link.target)
      return link
    end },
  { Pandoc = Pandoc },
}
