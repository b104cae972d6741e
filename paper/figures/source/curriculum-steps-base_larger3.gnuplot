# Draws curriculum-steps-base_larger3.pdf, curriculum-steps-base_larger3.svg and curriculum-steps-base_larger3.png in the folder above from curriculum-steps-base_larger3.csv beside this script.
# By hand, in this folder: gnuplot curriculum-steps-base_larger3.gnuplot
set encoding utf8
set datafile separator ','
data = 'curriculum-steps-base_larger3.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 8.5cm,6.7318cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../curriculum-steps-base_larger3.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 321,254 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../curriculum-steps-base_larger3.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 1004,795 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../curriculum-steps-base_larger3.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.154118; set rmargin at screen 0.964706
set bmargin at screen 0.328293; set tmargin at screen 0.962863
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [0.8365079317118886:459.0512360285161]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
unset title
set xlabel 'update steps' offset 0,0.7
set ylabel 'test accuracy' offset 0.7,0
unset label
set key at screen 0.5,0.179744 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'learner base_larger3; teacher base_larger3 after' at screen 0.5,0.078731 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label '200 of 2000 outer steps, report scale' at screen 0.5,0.02971 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::0::31 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker pointinterval 3 notitle, \
  data skip 1 every ::32::83 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker pointinterval 4 notitle, \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla'
unset multiplot
unset output
}
