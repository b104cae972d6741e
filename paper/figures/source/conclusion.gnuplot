# Draws conclusion.pdf, conclusion.svg and conclusion.png in the folder above from conclusion.csv beside this script.
# By hand, in this folder: gnuplot conclusion.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,9.975cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,377 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1178 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion.png'
  marker = 4.167
}
set multiplot
unset label
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.498529
set bmargin at screen 0.221554; set tmargin at screen 0.93985
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:1.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3, '0.4' 0.4, '0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'published protocol' offset 0,-0.6
set xlabel 'reported accuracy' offset 0,0.7
set ylabel 'our accuracy' offset 0.7,0
plot data skip 1 every ::0::65 using 5:6 with points linecolor rgb '#E69F00' pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::66::131 using 5:6 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::132::197 using 5:6 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::198::199 using 5:6 with lines linecolor rgb '#000000' dashtype (8,6) linewidth 0.9 notitle
set lmargin at screen 0.560882; set rmargin at screen 0.982353
set bmargin at screen 0.221554; set tmargin at screen 0.93985
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:1.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3, '0.4' 0.4, '0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'evaluation protocol' offset 0,-0.6
set xlabel 'reported accuracy' offset 0,0.7
unset ylabel
set key at screen 0.5,0.121303 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teachers base_larger after 400 of 2000 outer steps, base_larger3 after 200 of 2000 outer steps; report scale; every' at screen 0.5,0.053133 center font 'DejaVu Sans,7' textcolor rgb '#444444'
set label 'reported point that is computed: 198 of 198 in the published protocol' at screen 0.5,0.02005 center font 'DejaVu Sans,7' textcolor rgb '#444444'
plot data skip 1 every ::200::265 using 5:6 with points linecolor rgb '#E69F00' pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::266::331 using 5:6 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::332::397 using 5:6 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::398::399 using 5:6 with lines linecolor rgb '#000000' dashtype (8,6) linewidth 0.9 notitle, \
  keyentry with points linecolor rgb '#E69F00' pointtype 5 pointsize 0.35*marker title '10_gtn', \
  keyentry with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with points linecolor rgb '#009E73' pointtype 9 pointsize 0.35*marker title 'vanilla', \
  keyentry with lines linecolor rgb '#000000' dashtype (8,6) linewidth 0.9 title 'equal'
unset multiplot
unset output
}
