import { chromium, devices } from "@playwright/test";
const [,, link, out, ...paths] = process.argv;
const b = await chromium.launch({executablePath:"/usr/bin/chromium-headless-shell", args:["--no-sandbox"]});
for (const [name, opt] of [["phone",{viewport:{width:360,height:740},isMobile:true,hasTouch:true}],["wide",{viewport:{width:1280,height:900}}],["dark",{viewport:{width:360,height:740},colorScheme:"dark"}]]) {
  const c = await b.newContext(opt); const p = await c.newPage();
  await p.goto(link); const f = p.locator("main form button"); if (await f.count()) await f.first().click();
  for (const [i,x] of paths.entries()) { await p.goto("http://localhost:8555"+x); await p.screenshot({path:`${out}-${i}-${name}.png`}); console.log(name, x, p.url(), await p.evaluate(()=>document.documentElement.scrollWidth)); }
  await c.close();
}
await b.close();
